import { MantineProvider } from '@mantine/core'
import { createRemixStub } from '@remix-run/testing'
import { render } from '@testing-library/react'
import type { ReactElement } from 'react'

/** Shows a piece inside the kit and a router, at an address. */
export function show(piece: ReactElement, address = '/') {
  const Stub = createRemixStub([{ path: '*', Component: () => piece }], undefined)
  return render(
    <MantineProvider>
      <Stub initialEntries={[address]} />
    </MantineProvider>,
  )
}

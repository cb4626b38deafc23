import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

/** A table that scrolls within its own frame where the screen is narrower than it is. */
export const WideTable = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
  <section className="wide-table" aria-label={label} tabIndex={0}>
    <Table striped withTableBorder>
      {children}
    </Table>
  </section>
)

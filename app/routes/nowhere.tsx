import { notFound, open } from '~/server/guard.server.ts'

/** Every address that leads nowhere, so that 没有找到 stands in the frame and menu of all pages. */
export const loader = open(async () => {
  throw notFound()
})

export const action = loader

export default function Nowhere() {
  return null
}

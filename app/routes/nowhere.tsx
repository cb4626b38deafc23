import { notFound, open } from '~/server/guard.server.ts'

const leadNowhere = async () => {
  throw notFound()
}

/** Every address that leads nowhere, so that 没有找到 stands in the frame and menu of all pages. */
export const loader = open(leadNowhere)

export const action = open(leadNowhere)

export default function Nowhere() {
  return null
}

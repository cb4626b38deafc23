import '../styles/to-do.css'
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { Light } from '../domain/deadlines.ts'

/** Headline numbers in a row, each a link to the list it counts. */
export const ToDoTiles = ({ children }: { children: ReactNode }) => (
  <ul className="to-do-tiles">{children}</ul>
)

const symbols: Partial<Record<Light, string>> = { red: '■ ', yellow: '▲ ' }

/** One number; it takes its colour only where there is something to see to. */
export const ToDoTile = ({
  to,
  label,
  count,
  light = 'green',
}: {
  to: string
  label: string
  count: number
  light?: Light
}) => (
  <li>
    <Link to={to} className={count > 0 ? `tile-${light}` : undefined}>
      <span>
        <span aria-hidden>{count > 0 && symbols[light]}</span>
        {label}
      </span>{' '}
      <strong>{count}</strong>
    </Link>
  </li>
)

import { createContext, type ReactNode, useContext } from 'react'

/** Whether figures lead to the lists behind them; a page that stands by itself leads nowhere. */
export const ReportLinks = createContext(true)

/** A figure or a name that opens the list behind it. */
export const ReportLink = ({ to, children }: { to: string; children: ReactNode }) =>
  useContext(ReportLinks) ? <a href={to}>{children}</a> : children

/** The address of a list, with the conditions that are given. */
export const listAddress = (path: string, conditions: Record<string, string>): string =>
  `${path}?${new URLSearchParams(conditions)}`

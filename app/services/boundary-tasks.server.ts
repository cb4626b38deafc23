import { drawBoundaries } from './boundary-draft-drawing.server.ts'
import { examinedText } from './boundary-examination.server.ts'
import { readBoundaryFile } from './boundary-file.server.ts'
import { readGridRows } from './imports-grid-rows.server.ts'

const tasks = {
  open: readBoundaryFile,
  read: readGridRows,
  examine: examinedText,
  draw: drawBoundaries,
}

type Tasks = typeof tasks
export type TaskName = keyof Tasks
export type Given = { [Name in TaskName]: Parameters<Tasks[Name]> }
export type Answers = { [Name in TaskName]: Awaited<ReturnType<Tasks[Name]>> }

/**
 * What takes seconds with a large file of boundaries and needs nothing but the file. What goes in
 * and comes out is plain, so that a thread of its own can do it.
 */
export const boundaryTasks: {
  [Name in TaskName]: (...given: Given[Name]) => Promise<Answers[Name]>
} = tasks

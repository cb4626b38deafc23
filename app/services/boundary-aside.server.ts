import { Worker } from 'node:worker_threads'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { type Answers, boundaryTasks, type Given, type TaskName } from './boundary-tasks.server.ts'

type Refused = { ok: false; refusal: ImportRefusal }

/** A smaller file is done with before a thread would have started. */
const smallest = 64 * 1024
/** The largest layer there is reason to expect (3 million vertices) takes a minute on a busy machine. */
const longestMilliseconds = 600_000

/** Below the root of the sources, whether this runs from them or from the bundle in `build/server`. */
const thread = new URL('../../app/services/boundary-thread.server.mjs', import.meta.url)

let last: Promise<unknown> = Promise.resolve()

/**
 * Does a task with a file of boundaries beside everything else, one at a time: on a thread of its
 * own, so that other pages are answered meanwhile, and refuses what takes minutes or all memory.
 * @param size of the file
 * @param mostMilliseconds after which it is given up
 */
export function aside<Name extends TaskName>(
  name: Name,
  size: number,
  given: Given[Name],
  mostMilliseconds = longestMilliseconds,
): Promise<Answers[Name] | Refused> {
  if (size < smallest) return boundaryTasks[name](...given)
  const turn = last.then(() => onThread(name, given, mostMilliseconds))
  last = turn.catch(() => undefined)
  return turn
}

function onThread<Name extends TaskName>(
  name: Name,
  given: Given[Name],
  mostMilliseconds: number,
): Promise<Answers[Name] | Refused> {
  const worker = new Worker(thread, {
    workerData: { name, given },
  })
  return new Promise<Answers[Name] | Refused>((resolve, reject) => {
    const timer = setTimeout(() => resolve(tooMuch), mostMilliseconds)
    worker.once('message', resolve)
    worker.once('error', (error) => (isOutOfMemory(error) ? resolve(tooMuch) : reject(error)))
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error(`the thread ended without an answer to "${name}"`))
    })
  }).finally(() => worker.terminate())
}

const tooMuch: Refused = { ok: false, refusal: { reason: 'tooMuchWork' } }

const isOutOfMemory = (error: Error): boolean =>
  'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

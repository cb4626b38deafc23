import { parentPort, workerData } from 'node:worker_threads'
import { tsImport } from 'tsx/esm/api'

// The thread that `aside` starts: it does one task, answers and ends. TypeScript is not read on a
// thread before somebody says how, so this file says it.
const { boundaryTasks } = await tsImport('./boundary-tasks.server.ts', import.meta.url)
const { name, given } = workerData
parentPort?.postMessage(await boundaryTasks[name](...given))

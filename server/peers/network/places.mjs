// The namespaces that `run` has made, and how to start something in one.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The names of the servers and where they are. */
export const ADDRESSES = { alpha: '10.113.0.10', beta: '10.113.0.11', gamma: '10.113.0.12' }

/** The folder of this run. */
export const dir = process.env.NETWORK_DIR

const namespace = (name) => `${process.env.NETWORK}-${name}`

/** Starts a program in a namespace, its words in a file. The process is the program itself: `ip` makes way for it. */
export function startIn(name, command, { log, ...options }) {
  const words = openSync(log, 'a')
  const child = spawn('ip', ['netns', 'exec', namespace(name), ...command], { stdio: ['ignore', words, words], ...options })
  const ended = once(child, 'exit')
  return {
    child,
    ended,
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await ended
    },
  }
}

/** Runs a program in a namespace until it ends; what it printed. */
export async function runIn(name, command, options) {
  const child = spawn('ip', ['netns', 'exec', namespace(name), ...command], { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const [said, complained] = [[], []]
  child.stdout.on('data', (part) => said.push(part))
  child.stderr.on('data', (part) => complained.push(part))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${Buffer.concat(complained)}`)
  return Buffer.concat(said).toString()
}

/** Pulls the cable of a server, or puts it back. */
export async function cable(name, state) {
  await run('ip', ['-n', namespace('wire'), 'link', 'set', name, state])
}

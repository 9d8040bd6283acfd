// What is installed, and in which version. A peer that is not there is no failure: its tests say so and are skipped.
import { accessSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('..', import.meta.url))
const there = (path) => {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}

const NEEDED_NODE = 22

/** A node that is new enough for Fedify: the one that runs this, or the one that npm brought. */
function node() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return process.execPath
  return ['x64', 'arm64'].map((cpu) => join(folder, `node_modules/node-linux-${cpu}/bin/node`)).find(there)
}

/** Fedify with the node that runs it, or why there is none. */
export function fedify() {
  const manifest = join(folder, 'node_modules/@fedify/fedify/package.json')
  if (!there(manifest)) return { missing: 'Fedify is not installed: server/peers/setup' }
  const path = node()
  if (!path) return { missing: `no node of version ${NEEDED_NODE} or newer: server/peers/setup` }
  return { version: JSON.parse(readFileSync(manifest)).version, node: path }
}

/** The program of snac, or why there is none. */
export function snac() {
  const places = (process.env.PATH ?? '').split(delimiter)
  const path = [process.env.SNAC_BIN, ...places.map((place) => join(place, 'snac'))].filter(Boolean).find(there)
  if (!path) return { missing: 'snac is not installed: server/peers/setup' }
  const said = spawnSync(path, { encoding: 'utf8' })
  const version = `${said.stdout}${said.stderr}`.match(/snac ([\d.]+\S*)/)?.[1] ?? 'unknown'
  return { version, path }
}

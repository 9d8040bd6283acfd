// Reads `cargo metadata` and fails when a crate's licence is not on the list. A crate may be used when one branch of
// each OR is allowed, and every part of each AND.
import { readFileSync } from 'node:fs'

const allowed = new Set([
  'AGPL-3.0-or-later', 'Apache-2.0', 'Apache-2.0 WITH LLVM-exception', 'MIT', 'MIT-0', '0BSD', 'BSD-2-Clause',
  'BSD-3-Clause', 'BSL-1.0', 'ISC', 'Zlib', 'Unlicense', 'CC0-1.0', 'Unicode-3.0', 'MPL-2.0',
  // Data: the list of root certificates, and the shapes of time zones.
  'CDLA-Permissive-2.0', 'ODbL-1.0',
])
/** Crates that ship a licence without naming it in their manifest, read by hand. */
const read = { ical: 'Apache-2.0' }

/** Whether an SPDX expression can be met. The old `A/B` means `A OR B`. */
function fits(expression) {
  const tokens = expression.replaceAll('/', ' OR ').match(/[()]|\bOR\b|\bAND\b|[^\s()]+(?: WITH [^\s()]+)?/g)
  let at = 0
  const any = () => { let ok = all(); while (tokens[at] === 'OR') { at++; ok = all() || ok } return ok }
  const all = () => { let ok = one(); while (tokens[at] === 'AND') { at++; ok = one() && ok } return ok }
  const one = () => {
    if (tokens[at] !== '(') return allowed.has(tokens[at++])
    at++
    const ok = any()
    at++
    return ok
  }
  return any()
}

const { packages } = JSON.parse(readFileSync(0, 'utf8'))
const strangers = packages.filter((it) => !fits(it.license ?? read[it.name] ?? 'none'))
for (const it of strangers) console.error(`${it.name} ${it.version}: ${it.license ?? 'no licence named'}`)
if (strangers.length > 0) {
  console.error('These crates have licences that .make/licences.mjs does not allow.')
  process.exit(1)
}
console.log(`${packages.length} crates, all under licences that fit.`)

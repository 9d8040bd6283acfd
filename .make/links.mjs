// Fails when a link in a document leads to a file, or to a heading, that is not there.
import { existsSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'

const documents = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).trim().split('\n')
const withoutCode = (text) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
const slug = (heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, '').trim().replace(/\s/g, '-')
const headings = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => slug(heading))

let broken = 0
for (const document of documents) {
  for (const [, target] of withoutCode(readFileSync(document, 'utf8')).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue
    const [path, anchor] = target.split('#')
    const file = path === '' ? document : join(dirname(document), path)
    if (!existsSync(file) || (anchor && !headings(file).includes(anchor))) {
      console.error(`${document}: ${target} leads nowhere`)
      broken++
    }
  }
}
if (broken > 0) process.exit(1)
console.log(`${documents.length} documents, all links lead somewhere.`)

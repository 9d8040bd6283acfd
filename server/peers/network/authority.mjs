// An authority of our own, made for one run: nobody else trusts it, and its key is gone with the folder.
import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

/** Makes an authority in a folder. `vouch` makes the certificate of a name, and says where it and its key are. */
export async function authority(dir, name) {
  await mkdir(dir)
  const [path, key] = [join(dir, 'ca.pem'), join(dir, 'ca.key')]
  await run('openssl', ['req', '-x509', ...KEY, '-days', '2', '-subj', `/CN=${name}`, '-keyout', key, '-out', path])
  return {
    path,
    pem: await readFile(path, 'utf8'),
    async vouch(host) {
      const file = (end) => join(dir, `${host}.${end}`)
      await run('openssl', [
        'req', '-new', ...KEY, '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`,
        '-keyout', file('key'), '-out', file('request'),
      ])
      await run('openssl', [
        'x509', '-req', '-in', file('request'), '-CA', path, '-CAkey', key, '-CAcreateserial', '-days', '2',
        '-copy_extensions', 'copy', '-out', file('pem'),
      ])
      return { certificate: file('pem'), key: file('key') }
    },
  }
}

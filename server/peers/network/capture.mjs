// What can be read on the wire between the servers.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from './patience.mjs'
import { dir, runIn, startIn } from './places.mjs'

/** Listens on the bridge until `stop`. */
export async function capture() {
  const [file, log] = [join(dir, 'wire.pcap'), join(dir, 'capture.log')]
  const tap = startIn('wire', ['tcpdump', '-i', 'wire', '-n', '-U', '-s', '0', '-Z', 'root', '-w', file], { log })
  await eventually('the wire is listened to', async () => (await readFile(log, 'utf8')).includes('listening on'))
  return {
    /** Ends listening; packets that match a filter, one a line. */
    async stop() {
      await tap.end('SIGINT')
      return {
        bytes: await readFile(file),
        packets: (filter) => runIn('wire', ['tcpdump', '-n', '-r', file, filter]),
      }
    },
  }
}

// nginx as docs/admin/install.md sets it up: it ends TLS, and hands on to our program over loopback. What comes in the
// clear is sent to https, as most do.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startIn } from './places.mjs'

const settings = (host, address) => `
daemon off;
pid nginx.pid;
error_log error.log info;
events {}
http {
  log_format brief '$ssl_protocol $request_method $request_uri $status $request_length';
  access_log access.log brief;
  client_body_temp_path body;
  proxy_temp_path proxied;
  fastcgi_temp_path unused;
  uwsgi_temp_path unused;
  scgi_temp_path unused;
  server {
    listen ${address}:80;
    server_name ${host};
    return 301 https://$host$request_uri;
  }
  server {
    listen ${address}:443 ssl http2;
    server_name ${host};
    ssl_certificate certificate.pem;
    ssl_certificate_key certificate.key;
    client_max_body_size 20m;
    location / {
      proxy_pass http://127.0.0.1:4000;
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header Connection "";
    }
  }
}
`

/** Starts the proxy of a server. */
export async function proxy({ name, host, address, pair, dir }) {
  await mkdir(dir, { mode: 0o755 })
  const place = async ({ certificate, key }) => {
    await copyFile(certificate, join(dir, 'certificate.pem'))
    await copyFile(key, join(dir, 'certificate.key'))
  }
  await place(pair)
  await writeFile(join(dir, 'nginx.conf'), settings(host, address))
  const command = ['nginx', '-p', dir, '-c', join(dir, 'nginx.conf'), '-e', join(dir, 'error.log')]
  const nginx = startIn(name, command, { log: join(dir, 'nginx.log') })
  return {
    /** Shows another certificate from the next connection on. */
    async show(pair) {
      await place(pair)
      nginx.child.kill('SIGHUP')
    },
    /** The requests so far, each with how the connection was secured. */
    async requests() {
      const text = await readFile(join(dir, 'access.log'), 'utf8').catch(() => '')
      return text.split('\n').filter(Boolean).map((line) => {
        const [tls, method, path, status] = line.split(' ')
        return { tls, method, path, status: Number(status) }
      })
    },
    /** What it complained about. */
    complaints: () => readFile(join(dir, 'error.log'), 'utf8').catch(() => ''),
    stop: () => nginx.end(),
  }
}

import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import path from 'node:path'

/** Where this system keeps names of its own. */
const hostsFile =
  process.platform === 'win32'
    ? path.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts'

/** The addresses that the operator wrote down for a name; read each time, so that a change counts at once. */
export const addressesInHosts = async (host: string, file = hostsFile): Promise<string[]> => {
  const name = host.toLowerCase().replace(/\.$/, '')
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    return isIP(address) && names.some((one) => one.toLowerCase() === name) ? [address] : []
  })
}

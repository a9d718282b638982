import { type Client, clientOf, cookieOf, password } from '#test/server'

/** Sets a company up on a server that has none; the answer is its administrator. */
export const found = async (url: string): Promise<Client> => {
  const reply = await clientOf(url).call('POST', '/setup', {
    company: '测试公司',
    name: '管理员',
    email: 'admin@example.com',
    password,
  })
  if (reply.status !== 201) throw new Error(`could not set up: ${reply.text}`)
  return clientOf(url, '', { cookie: cookieOf(reply) })
}

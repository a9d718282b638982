/** Do people reach the app by https only. */
export const isHttps = (publicUrl: string | null): boolean => publicUrl?.startsWith('https:') ?? false

/**
 * Names of our cookies. Over https they carry `__Host-`, which makes browsers refuse them from any other host, path or
 * unencrypted page.
 */
export const cookieNames = (secure: boolean) => {
  const prefix = secure ? '__Host-zhike' : 'zhike'
  return {
    prefix,
    session: `${prefix}.session_token`,
    device: `${prefix}.device`,
    secondFactor: `${prefix}.two_factor`,
  }
}

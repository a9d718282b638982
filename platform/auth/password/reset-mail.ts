import type { AuthOptions } from '../library/auth-options.ts'
import type { SendReset } from '../library/better-auth.ts'

/**
 * The mail that lets somebody choose a new password. Its link starts with the configured address, whatever host the
 * request named, and carries the token behind `#`, where neither logs nor referrers see it.
 */
export const resetMail = ({ publicUrl, sendMail }: AuthOptions): SendReset | undefined =>
  publicUrl && sendMail
    ? (to, token) =>
        sendMail({
          to,
          subject: '重置知客密码 / Reset your Zhike password',
          text: [
            '有人(也许是您)申请重置知客的登录密码。请在一小时内打开下面的链接设置新密码;如果不是您本人操作,忽略这封邮件即可。',
            'Somebody, perhaps you, asked for a new password. Open this link within an hour; otherwise ignore this mail.',
            `${publicUrl}/reset-password#token=${encodeURIComponent(token)}`,
          ].join('\n\n'),
        })
    : undefined

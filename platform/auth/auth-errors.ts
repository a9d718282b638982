import { defineError } from '#engine'

/** Nobody is signed in, or no longer. */
export const AuthRequired = defineError('auth.required', 401, '请先登录', 'Please sign in')

/** The one answer to an unknown account, a wrong password and a disabled login, so that none can be told from another. */
export const InvalidCredentials = defineError(
  'auth.invalidCredentials',
  401,
  '邮箱或密码不正确',
  'The e-mail address or the password is not right',
)

export const TooManyAttempts = defineError(
  'auth.tooManyAttempts',
  429,
  '尝试次数过多,请 {minutes} 分钟后再试',
  'Too many attempts, please try again in {minutes} minutes',
)

export const OriginRefused = defineError(
  'auth.originRefused',
  403,
  '请求来自其他网站,已拒绝。请从知客的网址打开页面;若使用反向代理,请检查 PUBLIC_URL',
  'This request came from another site and was refused. Behind a proxy, check PUBLIC_URL',
)

export const JsonRequired = defineError(
  'auth.jsonRequired',
  415,
  '请求内容须为 JSON(Content-Type: application/json)',
  'The request body has to be JSON (Content-Type: application/json)',
)

export const WrongPassword = defineError(
  'auth.wrongPassword',
  422,
  '当前密码不正确',
  'The current password is not right',
)

export const WrongCode = defineError(
  'auth.wrongCode',
  401,
  '验证码不正确或已过期,请重新输入',
  'The code is not right or has expired, please enter a new one',
)

export const ResetLinkInvalid = defineError(
  'auth.resetLinkInvalid',
  422,
  '重置链接已失效或已使用过,请重新申请',
  'This link has expired or was used already, please ask for a new one',
)

export const ResetUnavailable = defineError(
  'auth.resetUnavailable',
  409,
  '系统尚未配置发信,请联系管理员重置密码',
  'Mail is not set up here, please ask your administrator for a new password',
)

export const EmailInvalid = defineError(
  'auth.emailInvalid',
  422,
  '“{email}”不是有效的邮箱地址',
  '“{email}” is not an e-mail address',
)

export const EmailTaken = defineError(
  'auth.emailTaken',
  409,
  '邮箱 {email} 已有登录账号',
  'There is a login for {email} already',
)

export const NoSuchWorkspace = defineError(
  'auth.noSuchWorkspace',
  404,
  '没有这家公司,或者你已不在其中',
  'There is no such company, or you are not in it any more',
)

/** The password was right, and the second step cannot be looked at: only whoever runs the server can mend that. */
export const SecondFactorLocked = defineError(
  'auth.secondFactorLocked',
  503,
  '暂时无法核对验证码:服务器现在的 SECRET 不是设置两步验证时的那一个。请联系管理员:停止知客,放回原来的 SECRET 或 data/secrets.json 再启动;找不回时可在“设置 · 员工”里关闭这个人的两步验证',
  'The code cannot be checked: the SECRET of the server is not the one that second factors were set up with. Ask your administrator to stop Zhike, put the old SECRET or data/secrets.json back and start again, or, if it is gone for good, to turn your second factor off under Settings · Users',
)

/** What is left when the library refuses and we have no better sentence. */
export const AuthFailed = defineError('auth.failed', 400, '请求无法处理', 'This request cannot be handled')

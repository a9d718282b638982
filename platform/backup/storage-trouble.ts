import type { Word } from '#engine'

const said = (zh: string, en: string): Word => ({ 'zh-CN': zh, en })

/** What a storage, or the network before it, answers, in the words of who can mend it. */
const reasons: Readonly<Record<string, Word>> = {
  ECONNREFUSED: said('那里没有服务在运行', 'nothing is running there'),
  ECONNRESET: said('连接被对方断开', 'the connection was cut off'),
  EPIPE: said('连接被对方断开', 'the connection was cut off'),
  ENOTFOUND: said('找不到这台主机', 'there is no such host'),
  EAI_AGAIN: said('暂时查不到主机的地址', 'the address of the host cannot be looked up for the moment'),
  EHOSTUNREACH: said('网络不通', 'no way leads there through the network'),
  ENETUNREACH: said('网络不通', 'no way leads there through the network'),
  ETIMEDOUT: said('没有应答', 'it does not answer'),
  TimeoutError: said('没有应答', 'it does not answer'),
  NoSuchBucket: said('没有这个存储桶', 'there is no such bucket'),
  AccessDenied: said('这个账号没有权限', 'this account is not permitted'),
  InvalidAccessKeyId: said('访问密钥 ID 不对', 'the access key is wrong'),
  SignatureDoesNotMatch: said('访问密钥不对', 'the secret key is wrong'),
  RequestTimeTooSkewed: said('这台机器的时间不准', 'the clock of this machine is wrong'),
  NotImplemented: said('这个存储不支持', 'this storage does not support it'),
  QuotaExceeded: said('存储空间已满', 'the storage is full'),
  ServiceUnavailable: said('存储暂时不可用', 'the storage is unavailable for the moment'),
  SlowDown: said('存储暂时不可用', 'the storage is unavailable for the moment'),
  ENOSPC: said('本机磁盘已满', 'the disk of this machine is full'),
  ENOENT: said('没有这个文件', 'there is no such file'),
  EACCES: said('没有权限', 'no permission'),
}

/** Why a storage did not do what it was asked to; what nobody foresaw, in its own words. */
export const troubleOf = (error: unknown): Word => {
  const { code = '', name, message } = error as Error & { code?: string }
  return reasons[code] ?? reasons[name] ?? (message || name)
}

import * as z from 'zod'
import { isAllowEntry } from '#platform/outbound'

/** One setting: what it accepts, what to tell who got it wrong, and how the example file explains it. */
interface Setting<T extends z.ZodType = z.ZodType> {
  accepts: T
  /** What the setting is for. */
  about: [zh: string, en: string]
  /** What a right value looks like. */
  mend: [zh: string, en: string]
  example?: string
  /** May also be read from the file that `<NAME>_FILE` names, and never appears in a log. */
  secret?: boolean
}

const setting = <T extends z.ZodType>(
  accepts: T,
  about: Setting['about'],
  mend: Setting['mend'],
  more: { example?: string; secret?: boolean } = {},
): Setting<T> => ({ accepts, about, mend, ...more })

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol))

const port = z.coerce.number().int().min(0).max(65_535)

/** Every setting there is, in the order of the example file. */
export const settings = {
  PORT: setting(
    port.default(8080),
    ['网页端口', 'Port of the web'],
    ['0 到 65535 的整数', 'an integer from 0 to 65535'],
    {
      example: '8080',
    },
  ),
  HOST: setting(
    z.string().min(1).default('127.0.0.1'),
    [
      '监听地址。默认只有本机能访问;要让局域网访问,设为 0.0.0.0,并建议放在 HTTPS 反向代理之后',
      'Address to listen on. Only this machine by default; 0.0.0.0 opens it to the network, best behind an HTTPS proxy',
    ],
    ['IP 地址或主机名', 'an IP address or a host name'],
    { example: '127.0.0.1' },
  ),
  PUBLIC_URL: setting(
    url('http:', 'https:').optional(),
    ['用户在浏览器里打开的地址(邮件里的链接用它)', 'Address that people open in the browser (used in mails)'],
    ['以 http:// 或 https:// 开头的完整地址', 'a full address that begins with http:// or https://'],
    { example: 'https://crm.example.com' },
  ),
  DATA_DIR: setting(
    z.string().min(1).default('./data'),
    ['数据目录:内置数据库、附件与密钥', 'Data directory: embedded database, files and secrets'],
    ['目录路径', 'a path of a directory'],
    { example: './data' },
  ),
  DATABASE_URL: setting(
    url('postgres:', 'postgresql:').optional(),
    [
      '外部 PostgreSQL(15 以上)的地址;不填则使用内置数据库',
      'An external PostgreSQL (15 or newer) instead of the embedded one',
    ],
    ['形如 postgres://用户:密码@主机:5432/库名', 'like postgres://user:password@host:5432/database'],
    { example: 'postgres://zhike:password@db.example.com:5432/zhike', secret: true },
  ),
  DATABASE_RUNTIME_URL: setting(
    url('postgres:', 'postgresql:').optional(),
    [
      '同一数据库里日常运行所用的普通账号,权限由知客授予:不能改表,也不能改动或删除修改日志。DATABASE_URL 的账号此时只用于建表和升级;内置数据库自动如此',
      'A lesser account of the same database to run as; Zhike grants it rows, no tables, and no change of the change log. DATABASE_URL then only makes and upgrades tables, as with the embedded database',
    ],
    ['形如 postgres://用户:密码@主机:5432/库名', 'like postgres://user:password@host:5432/database'],
    { example: 'postgres://zhike_app:password@db.example.com:5432/zhike', secret: true },
  ),
  ROLE: setting(
    z.enum(['all', 'web', 'worker']).default('all'),
    ['本进程的职责:all 全部,web 只提供网页与接口,worker 只做后台任务', 'What this process does'],
    ['all、web 或 worker', 'all, web or worker'],
    { example: 'all' },
  ),
  ADMIN_EMAIL: setting(
    z.email().optional(),
    [
      '无人值守安装时首位管理员的邮箱(与 ADMIN_PASSWORD 一起设置)',
      "The first administrator's e-mail, for set-up without a browser",
    ],
    ['有效的邮箱地址', 'a valid e-mail address'],
    { example: 'admin@example.com' },
  ),
  ADMIN_PASSWORD: setting(
    z.string().min(12).optional(),
    ['首位管理员的初始密码,仅在还没有任何账号时使用', 'Their first password; used only while there is no account'],
    ['至少 12 个字符,且不能是常见密码', 'at least 12 characters, and no common password'],
    { secret: true },
  ),
  SECRET: setting(
    z.string().min(32).optional(),
    [
      '签名会话与游标的密钥;不填则首次启动时生成并保存在数据目录',
      'Signs sessions and cursors; generated into the data directory if empty',
    ],
    [
      '至少 32 个字符的随机串,可用 openssl rand -base64 32 生成',
      'at least 32 random characters, e.g. openssl rand -base64 32',
    ],
    { secret: true },
  ),
  SMTP_URL: setting(
    url('smtp:', 'smtps:').optional(),
    ['发送邮件的服务器', 'Mail server'],
    ['形如 smtps://用户:密码@smtp.example.com:465', 'like smtps://user:password@smtp.example.com:465'],
    { example: 'smtps://user:password@smtp.example.com:465', secret: true },
  ),
  MAIL_FROM: setting(
    z.string().regex(/@/).optional(),
    ['邮件的发件人', 'Sender of mails'],
    ['形如 知客 <crm@example.com>', 'like Zhike <crm@example.com>'],
    { example: '知客 <crm@example.com>' },
  ),
  S3_ENDPOINT: setting(
    url('http:', 'https:').optional(),
    ['对象存储地址;不填则附件存放在数据目录', 'Object storage for files; the data directory if empty'],
    ['以 http:// 或 https:// 开头的完整地址', 'a full address that begins with http:// or https://'],
    { example: 'https://s3.example.com' },
  ),
  S3_REGION: setting(z.string().min(1).optional(), ['区域', 'Region'], ['区域名', 'a region'], {
    example: 'cn-north-1',
  }),
  S3_BUCKET: setting(z.string().min(1).optional(), ['存储桶', 'Bucket'], ['存储桶名', 'a bucket'], {
    example: 'zhike',
  }),
  S3_ACCESS_KEY: setting(
    z.string().min(1).optional(),
    ['访问密钥 ID', 'Access key'],
    ['访问密钥 ID', 'an access key'],
    {
      secret: true,
    },
  ),
  S3_SECRET_KEY: setting(z.string().min(1).optional(), ['访问密钥', 'Secret key'], ['访问密钥', 'a secret key'], {
    secret: true,
  }),
  BACKUP_DIR: setting(
    z.string().min(1).optional(),
    [
      '备份存放的目录,最好在另一块磁盘或网络盘上;默认在数据目录的 backups 里',
      'Where backups go, best another disk; <DATA_DIR>/backups if empty',
    ],
    ['目录路径', 'a path of a directory'],
    { example: '/mnt/backups/zhike' },
  ),
  BACKUP_S3_ENDPOINT: setting(
    url('http:', 'https:').optional(),
    [
      '对象存储地址:每份备份另送一份到那里;最好与附件不在同一家',
      'An object storage that every backup is copied to; best not where the attachments are',
    ],
    ['以 http:// 或 https:// 开头的完整地址', 'a full address that begins with http:// or https://'],
    { example: 'https://s3.example.org' },
  ),
  BACKUP_S3_REGION: setting(z.string().min(1).optional(), ['区域', 'Region'], ['区域名', 'a region'], {
    example: 'cn-north-1',
  }),
  BACKUP_S3_BUCKET: setting(z.string().min(1).optional(), ['存储桶', 'Bucket'], ['存储桶名', 'a bucket'], {
    example: 'zhike-backups',
  }),
  BACKUP_S3_ACCESS_KEY: setting(
    z.string().min(1).optional(),
    ['访问密钥 ID', 'Access key'],
    ['访问密钥 ID', 'an access key'],
    { secret: true },
  ),
  BACKUP_S3_SECRET_KEY: setting(
    z.string().min(1).optional(),
    ['访问密钥', 'Secret key'],
    ['访问密钥', 'a secret key'],
    { secret: true },
  ),
  BACKUP_KEY: setting(
    z
      .string()
      .regex(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/)
      .optional(),
    [
      '备份的密钥;不填则首次备份时生成,保存在数据目录的 backup.key。请另存一份,丢失后备份无法恢复',
      'Key of the backups; made with the first one and kept as backup.key in the data directory if empty. Keep a copy elsewhere',
    ],
    ['以 AGE-SECRET-KEY-1 开头的密钥', 'a key that begins with AGE-SECRET-KEY-1'],
    { secret: true },
  ),
  POINT_IN_TIME_DAYS: setting(
    z.coerce.number().int().min(0).max(99).default(0),
    [
      '内置数据库:持续备份,可恢复到最近这么多天里的任一时刻;0 为关闭。占用备份目录的空间,请先把 BACKUP_DIR 设到另一块磁盘',
      'Embedded database: continuous backup, restorable to any moment of so many last days; 0 is off. Takes room in BACKUP_DIR, which should be another disk',
    ],
    ['0 到 99 的整数', 'an integer from 0 to 99'],
    { example: '7' },
  ),
  MAX_FILE_MB: setting(
    z.coerce.number().int().min(1).max(2_000).default(50),
    ['单个附件的大小上限(MB)', 'Largest size of one file, in MB'],
    ['1 到 2000 的整数', 'an integer from 1 to 2000'],
    { example: '50' },
  ),
  OUTBOUND_ALLOW: setting(
    z
      .string()
      .default('')
      .transform((value) => value.split(/[\s,]+/).filter(Boolean))
      .refine((list) => list.every(isAllowEntry)),
    [
      '允许 Webhook 等访问的内网地址。默认只允许公网地址的 80、443、8443 端口',
      'Addresses of your own network that webhooks may reach; by default only public ones on ports 80, 443 and 8443',
    ],
    ['以逗号分隔的 IP、网段或 IP:端口', 'addresses, networks or address:port, separated by commas'],
    { example: '10.0.3.5:8080, 192.168.1.0/24' },
  ),
  TRUST_PROXY: setting(
    z
      .string()
      .regex(/^(true|false|\d{1,2}|[\da-fA-F.:/, ]+)$/)
      .default('false')
      .transform((value) =>
        value === 'true' ? true : value === 'false' ? false : /^\d+$/.test(value) ? +value : value,
      ),
    ['在反向代理之后时设置:代理层数,或代理的 IP/网段', 'Behind a proxy: how many, or their addresses'],
    ['true、false、代理层数,或以逗号分隔的 IP/网段', 'true, false, a number of hops, or addresses separated by commas'],
    { example: '1' },
  ),
  REQUESTS_PER_MINUTE: setting(
    z.coerce.number().int().min(10).default(3_000),
    ['每个登录或密钥每分钟最多的请求数', 'Requests that one session or key may make in a minute'],
    ['不小于 10 的整数', 'an integer of at least 10'],
    { example: '3000' },
  ),
  METRICS_TOKEN: setting(
    z.string().min(16).optional(),
    ['读取 /metrics 所需的令牌;不填则只有本机可读', 'Token for /metrics; without it only this machine may read'],
    ['至少 16 个字符', 'at least 16 characters'],
    { secret: true },
  ),
  LOG_LEVEL: setting(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    ['日志级别', 'Log level'],
    ['fatal、error、warn、info、debug、trace 或 silent', 'fatal, error, warn, info, debug, trace or silent'],
    { example: 'info' },
  ),
  LOG_FORMAT: setting(
    z.enum(['json', 'text']).optional(),
    ['日志格式;默认在终端里为 text,其余为 json', 'Log format; text on a terminal and json elsewhere by default'],
    ['json 或 text', 'json or text'],
    { example: 'json' },
  ),
} satisfies Record<string, Setting>

/** The variables there are. */
export type Name = keyof typeof settings

/** Their values once they are checked. */
export type Values = { [N in Name]: z.output<(typeof settings)[N]['accepts']> }

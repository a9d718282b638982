import type { Site } from '../site.ts'
import { choose, press, type Screen } from './screen.ts'

/** Webhooks with what was sent and what was not, a key, a department on its way: what settings show once they are in use. */
const fill = async ({ server }: Site) => {
  const { admin } = server
  const hook = {
    name: '同步到 ERP',
    url: 'https://erp.example.com/hook',
    events: ['customer.*', 'opportunity.updated'],
  }
  const id: string = (await admin.call('POST', '/webhooks', hook)).body.id
  await server.db.query(
    `insert into ws_main.delivery (id, webhook, object, record, version, type, at, state, attempt, next_at, status, problem, milliseconds, tried_at)
     select gen_random_uuid(), $1, 'customer', gen_random_uuid(), 1, t, now() - interval '5 minutes', s, a, now() + interval '1 hour', c, p, 184, now()
     from (values ('customer.created', 'done', 1, 200, null), ('customer.updated', 'failed', 7, 503, 'refused'), ('customer.deleted', 'dropped', 1, null, 'noRight')) as d(t, s, a, c, p)`,
    [id],
  )
  await admin.call('POST', `/webhooks/${id}/secret`)
  await admin.call('POST', '/api-keys', { name: 'ERP', scopes: ['customer:read'] })
  const department = async (name: string): Promise<string> =>
    (await admin.call('POST', '/records/department', { name })).body.id
  const [from, to] = [await department('华东大区'), await department('东部大区')]
  const move: string = (await admin.call('POST', `/departments/${from}/move`, { to, remove: true })).body.id
  return { hook: id, move }
}

const actions = (item: RegExp) => choose(/的操作$|Actions for/, item)

/** Where an administrator works. */
export const settingsScreens = async (site: Site): Promise<Screen[]> => {
  const { hook, move } = await fill(site)
  const salesRole = String(site.server.roles.get('sales'))
  const at = '/settings'
  const hers: Omit<Screen, 'as'>[] = [
    { name: 'settings', path: at },
    { name: 'settings-users', path: `${at}/users`, data: /\/records\/user\?/ },
    { name: 'settings-user-new', path: `${at}/users`, act: press(/新建员工|New user/) },
    { name: 'settings-user-edit', path: `${at}/users`, act: actions(/编辑|Edit/) },
    { name: 'settings-user-transfer', path: `${at}/users`, act: actions(/移交|Hand over/) },
    { name: 'settings-user-menu', path: `${at}/users`, act: press(/的操作$|Actions for/) },
    { name: 'settings-departments', path: `${at}/departments`, data: /\/records\/department\?/ },
    { name: 'settings-department-edit', path: `${at}/departments`, act: press(/编辑|Edit/) },
    { name: 'department-move', path: `/department-moves/${move}`, data: /\/department-moves\// },
    { name: 'settings-roles', path: `${at}/roles`, data: /\/records\/role\?/ },
    { name: 'settings-role', path: `${at}/roles?role=${salesRole}` },
    { name: 'settings-role-new', path: `${at}/roles`, act: press(/新建角色|New role/) },
    { name: 'settings-role-fields', path: `${at}/roles?role=${salesRole}`, act: press(/字段权限|Field/) },
    { name: 'settings-explain', path: `${at}/explain` },
    { name: 'settings-objects', path: `${at}/objects`, data: /\/schema/ },
    { name: 'settings-object', path: `${at}/objects?object=customer` },
    { name: 'settings-rules', path: `${at}/objects?object=customer&tab=rules` },
    { name: 'settings-object-new', path: `${at}/objects`, act: press(/新建对象|New object/) },
    { name: 'settings-field-new', path: `${at}/objects?object=customer`, act: press(/新建字段|New field/) },
    { name: 'settings-pipelines', path: `${at}/pipelines`, data: /\/records\/pipeline/ },
    { name: 'settings-stage-new', path: `${at}/pipelines`, act: press(/新建阶段|New stage/) },
    { name: 'settings-recycle-bin', path: `${at}/recycle-bin`, data: /\/records\/\w+\?.*deleted/ },
    { name: 'settings-workspace', path: `${at}/workspace`, data: /\/workspace/ },
    { name: 'settings-sample-data', path: `${at}/sample-data`, data: /\/sample-data/ },
    { name: 'settings-api-keys', path: `${at}/api-keys`, data: /\/api-keys/ },
    { name: 'settings-api-key-new', path: `${at}/api-keys`, act: press(/新建密钥|New key/) },
    { name: 'settings-webhooks', path: `${at}/webhooks`, data: /\/records\/webhook/ },
    { name: 'settings-webhook-log', path: `${at}/webhooks?webhook=${hook}` },
    { name: 'settings-webhook-new', path: `${at}/webhooks`, act: press(/新建 ?Webhook|New webhook/) },
    { name: 'settings-backups', path: `${at}/backups`, data: /\/backups/ },
    { name: 'settings-backup-plan', path: `${at}/backups`, act: press(/时间与保留|Schedule/) },
    { name: 'settings-audit', path: `${at}/audit`, data: /\/audit/ },
    { name: 'settings-audit-empty', path: `${at}/audit?from=2001-01-01&to=2001-01-02` },
    { name: 'settings-audit-refusals', path: `${at}/audit?show=refusals`, data: /\/audit\/refusals/ },
  ]
  return [
    ...hers.map((one) => ({ ...one, as: 'admin' as const })),
    // What somebody sees who has some of the settings and not the others.
    { name: 'settings-security-officer', path: at, as: 'sec' },
    { name: 'settings-audit-auditor', path: `${at}/audit`, as: 'aud' },
    { name: 'settings-closed', path: at, as: 'amy' },
  ]
}

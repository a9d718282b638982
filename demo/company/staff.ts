import { chance } from './chance.ts'
import { personName } from './people-names.ts'
import type { SalesRegion } from './firm-names.ts'

/** One of the sample company's own people. */
export interface Colleague {
  /** How the story calls her: 'east.1', 'marketing'. */
  readonly key: string
  readonly name: string
  readonly email: string
  readonly position: string
  readonly role: 'manager' | 'sales' | 'marketer' | 'service' | 'reader' | 'auditor'
  /** Key of her department. */
  readonly department: string
  readonly manager?: string
  /** Gets a login, shown once, so that one can look at the product with her eyes. */
  readonly login: boolean
}

export const companyName = '澜川智能装备(示例)有限公司'

/** The departments by key, the upper ones first. */
export const departments = [
  { key: 'head', name: '澜川智能装备', parent: null },
  { key: 'sales', name: '销售中心', parent: 'head' },
  { key: 'east', name: '华东大区', parent: 'sales' },
  { key: 'south', name: '华南大区', parent: 'sales' },
  { key: 'north', name: '华北大区', parent: 'sales' },
  { key: 'west', name: '中西部大区', parent: 'sales' },
  { key: 'marketing', name: '市场部', parent: 'head' },
  { key: 'service', name: '客户服务部', parent: 'head' },
  { key: 'finance', name: '财务与内控部', parent: 'head' },
] as const

export const salesRegions: readonly SalesRegion[] = ['east', 'south', 'north', 'west']

/** Everybody, superiors first. `sellers` is the number of salespeople in each region. */
export const staff = (seed: string, sellers: number): readonly Colleague[] => {
  const by = chance(`${seed} staff`)
  const hired = new Set<string>()
  const hire = (
    key: string,
    position: string,
    role: Colleague['role'],
    department: string,
    more: { manager?: string; address?: string } = {},
  ): Colleague => {
    let { name, pinyin } = personName(by)
    while (hired.has(name)) ({ name, pinyin } = personName(by))
    hired.add(name)
    const { manager, address } = more
    return {
      key,
      name,
      email: `${address ?? `${pinyin}${hired.size}`}@demo.example`,
      position,
      role,
      department,
      ...(manager ? { manager } : {}),
      login: address !== undefined,
    }
  }
  const teams = salesRegions.flatMap((region) => {
    const east = region === 'east'
    const boss = `${region}.manager`
    const addresses: Record<string, string> = { 'east.1': 'sales', 'east.2': 'sales2', 'south.1': 'sales3' }
    const members = Array.from({ length: sellers }, (_, i) => `${region}.${i + 1}`)
    return [
      hire(boss, '大区经理', 'manager', region, { manager: 'director', ...(east ? { address: 'manager' } : {}) }),
      ...members.map((key) =>
        hire(key, '销售工程师', 'sales', region, {
          manager: boss,
          ...(addresses[key] ? { address: addresses[key] } : {}),
        }),
      ),
    ]
  })
  return [
    hire('director', '销售总监', 'manager', 'sales', { address: 'director' }),
    ...teams,
    hire('marketing', '市场经理', 'marketer', 'marketing', { address: 'marketing' }),
    hire('service', '客服主管', 'service', 'service', { address: 'service' }),
    hire('controller', '财务专员', 'reader', 'east', { address: 'reader' }),
    hire('auditor', '内审', 'auditor', 'finance', { address: 'auditor' }),
  ]
}

import { type Context, defineAction, defineError, f } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { Lead } from '../lead.ts'
import { Opportunity } from '../opportunity.ts'

export const CustomerExists = defineError(
  'lead.customerExists',
  409,
  '客户“{name}”{number}已存在,请并入或改名',
  'Customer “{name}”{number} already exists; merge into it or change the name',
)

/** A qualified lead becomes an opportunity, with the customer and the contact behind it. Undo takes all of it back. */
export const convertLead = defineAction(Lead, 'convert', {
  label: '转为商机',
  from: { status: 'qualified' },
  to: { status: 'converted' },
  makes: 'opportunity',

  input: {
    name: f.text('商机名称', { required: true }),
    amount: f.money('预计金额', { help: '不填则取线索的预算' }),
    customer: f.ref('并入已有客户', { to: 'customer' }),
  },

  // The lead is locked, `from` and the caller's grant are checked, and all of this is kept or none.
  async run(ctx, lead, input) {
    const customer = input.customer ? await ctx.get(Customer, input.customer) : await newCustomer(ctx, lead)

    const contact = await ctx.create(Contact, {
      name: lead.name,
      customer: customer.id,
      position: lead.position,
      mobile: lead.mobile,
      email: lead.email,
      owner: lead.owner,
    })

    const opportunity = await ctx.create(Opportunity, {
      name: input.name,
      customer: customer.id,
      contact: contact.id,
      amount: input.amount ?? lead.budget,
      needs: lead.need,
      expectedClose: lead.timing,
      source: lead.source,
      owner: lead.owner,
    })

    await ctx.update(Lead, lead.id, { customer: customer.id, contact: contact.id, opportunity: opportunity.id })
    return opportunity
  },
})

/** A name is taken once in the whole company, so look past what this person may see; it is told as the company decided. */
const newCustomer = async (ctx: Context, lead: Lead) => {
  const [twin] = await ctx.asSystem('客户查重').find(Customer, { name: lead.company })
  const [seen] = twin ? await ctx.find(Customer, { name: lead.company }) : []
  if (seen) throw CustomerExists({ name: seen.name, number: { 'zh-CN': `(${seen.number})`, en: ` (${seen.number})` } })
  if (twin && ctx.workspace.model.duplicates.hint !== 'nothing')
    throw CustomerExists({ name: lead.company, number: '' })
  return ctx.create(Customer, {
    name: lead.company,
    phone: lead.mobile,
    address: lead.address,
    source: lead.source,
    owner: lead.owner,
  })
}

import { defineModule } from '#engine'
import { convertLead } from './actions/convert-lead.ts'
import { en } from './en.ts'
import { Lead } from './lead.ts'
import { Opportunity } from './opportunity.ts'
import { Pipeline, Stage } from './pipeline.ts'
import { Product } from './product.ts'

export { convertLead, Lead, Opportunity, Pipeline, Product, Stage }

export default defineModule({
  name: 'sales',
  label: '销售',
  needs: ['customers'],
  objects: [Lead, Opportunity, Product, Pipeline, Stage],
  actions: [convertLead],
  en,
})

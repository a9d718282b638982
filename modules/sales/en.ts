import type { EnglishOf } from '#engine'
import type { Lead } from './lead.ts'
import type { Opportunity } from './opportunity.ts'
import type { Pipeline, Stage } from './pipeline.ts'
import type { Product } from './product.ts'

const sources = {
  web: 'Website',
  expo: 'Trade fair',
  wecom: 'WeCom',
  referral: 'Referral',
  phone: 'Phone',
  import: 'Import',
  other: 'Other',
}

export const en: {
  lead: EnglishOf<typeof Lead>
  opportunity: EnglishOf<typeof Opportunity>
  pipeline: EnglishOf<typeof Pipeline>
  stage: EnglishOf<typeof Stage>
  product: EnglishOf<typeof Product>
} = {
  lead: {
    label: 'Lead',
    plural: 'Leads',
    fields: {
      number: 'Lead no.',
      company: 'Company',
      name: 'Contact person',
      position: 'Position',
      mobile: 'Mobile',
      email: 'E-mail',
      industry: 'Industry',
      address: 'Address',
      source: 'Source',
      campaign: 'Campaign',
      status: 'Status',
      owner: 'Owner',
      department: 'Department',
      budget: 'Budget',
      authority: 'Can decide',
      need: 'Need',
      timing: 'Expected purchase',
      score: 'BANT score',
      remark: 'Remark',
      customer: 'Became customer',
      contact: 'Became contact',
      opportunity: 'Became opportunity',
    },
    options: {
      source: sources,
      status: { new: 'New', working: 'Working', qualified: 'Qualified', converted: 'Converted', junk: 'Junk' },
    },
    help: { owner: 'Empty means: in the public pool' },
    actions: {
      convert: {
        label: 'Convert to opportunity',
        input: { name: 'Opportunity name', amount: 'Expected amount', customer: 'Into an existing customer' },
      },
    },
  },
  opportunity: {
    label: 'Opportunity',
    plural: 'Opportunities',
    fields: {
      number: 'Opportunity no.',
      name: 'Name',
      customer: 'Customer',
      contact: 'Main contact',
      product: 'Main product',
      amount: 'Amount',
      expectedClose: 'Expected close',
      pipeline: 'Pipeline',
      stage: 'Stage',
      probability: 'Probability',
      outcome: 'Outcome',
      weighted: 'Weighted amount',
      stageSince: 'In this stage since',
      engagedOn: 'Engaged on',
      closedOn: 'Closed on',
      lostReason: 'Reason lost',
      nextStep: 'Next step',
      needs: 'Needs',
      budget: 'Customer’s budget',
      decisionProcess: 'Decision process',
      competitors: 'Competitors',
      source: 'Source',
      externalId: 'External id',
      owner: 'Owner',
      department: 'Department',
      tags: 'Tags',
    },
    options: {
      outcome: { open: 'Open', won: 'Won', lost: 'Lost' },
      lostReason: {
        price: 'Price',
        product: 'Product does not fit',
        competitor: 'Lost to a competitor',
        delayed: 'Delayed or cancelled',
        relation: 'Relationship',
        other: 'Other',
      },
      source: { ...sources, service: 'Service' },
    },
    help: {
      pipeline: 'The default one when empty',
      stage: 'The first one when empty',
      probability: 'Follows the stage; may be changed by hand',
      externalId: 'Its number in another system; imports recognise it by that',
    },
  },
  pipeline: {
    label: 'Pipeline',
    plural: 'Pipelines',
    fields: { name: 'Name', position: 'Order' },
    help: { position: 'The first one is the default for new opportunities' },
  },
  stage: {
    label: 'Stage',
    plural: 'Stages',
    fields: {
      pipeline: 'Pipeline',
      name: 'Name',
      position: 'Order',
      probability: 'Probability',
      outcome: 'Outcome',
      entryFields: 'Required to enter',
      entryCondition: 'Condition to enter',
      entryMessage: 'Message when not met',
      entryMessageEn: 'The same in English',
      keyFields: 'Key fields',
      guidance: 'Guidance',
    },
    options: { outcome: { open: 'Open', won: 'Won', lost: 'Lost' } },
    help: {
      entryFields: 'Fields that an opportunity must have before it enters or passes this stage',
      entryCondition: 'Must hold before an opportunity enters or passes this stage, e.g. amount >= 10000',
      keyFields: 'Shown above an opportunity that stands in this stage; at most 5',
      guidance: 'For the salesperson: what to do in this stage, and when it is done',
    },
  },
  product: {
    label: 'Product',
    plural: 'Products',
    fields: {
      code: 'Code',
      name: 'Name',
      series: 'Series',
      price: 'List price',
      active: 'On sale',
      remark: 'Description',
    },
  },
}

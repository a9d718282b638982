import { defineModule } from '#engine'
import { Contact } from './contact.ts'
import { Customer } from './customer.ts'
import { en } from './en.ts'

export { Contact, Customer }

export default defineModule({
  name: 'customers',
  label: '客户',
  needs: [],
  objects: [Customer, Contact],
  actions: [],
  en,
})

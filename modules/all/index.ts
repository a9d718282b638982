import type { Module } from '#engine'
import activities from '#modules/activities'
import admin from '#modules/admin'
import customers from '#modules/customers'
import integration from '#modules/integration'
import messages from '#modules/messages'
import sales from '#modules/sales'

/** Every room of the house, in the order of what they need. */
export const modules: readonly Module[] = [admin, customers, sales, activities, messages, integration]

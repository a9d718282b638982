import * as z from 'zod'
import { comparedFields, createRights, findTwins, Forbidden, tellTwins, verbs } from '#engine'
import { list } from '../answers.ts'
import { noteLooks } from './looks-past.ts'
import { route } from '../route.ts'

const most = 10

export const whoseRoutes = [
  route({
    method: 'POST',
    path: '/whose',
    asksOnly: true,
    summary: {
      'zh-CN': '查客户归谁:按名称、电话、邮箱或信用代码在全公司查,看不到的只说已存在和归谁',
      en: 'Whose is it: by name, phone, e-mail or credit code over the whole company; of what is out of reach only that it is there and whose',
    },
    body: z.strictObject({ text: z.string().trim().min(2).max(120) }),
    // Looking somebody up now and then, not trying out a list.
    perMinute: 20,
    answer: list(z.looseObject({ object: z.string(), field: z.string() })).extend({ everywhere: z.boolean() }),
    async handle(call) {
      const { ctx, body } = call
      const objects = [...ctx.workspace.model.objects.values()].filter(
        (object) => createRights(ctx, object).create && comparedFields(ctx, object).length > 0,
      )
      if (objects.length === 0)
        throw Forbidden({ action: verbs.see, object: { 'zh-CN': '客户归谁', en: 'whose customers are whose' } })
      const found = []
      for (const object of objects) {
        const typed = Object.fromEntries(comparedFields(ctx, object).map(({ name }) => [name, body.text]))
        for (const twin of await findTwins(ctx, object, typed)) found.push({ object, twin })
      }
      const told = found.slice(0, most)
      await noteLooks(
        call,
        told.map(({ object, twin }) => ({ object: object.name, twin })),
      )
      const data = told.flatMap(({ object, twin }) =>
        tellTwins(ctx, object, [twin]).map((each) => ({ object: object.name, ...each })),
      )
      return { body: { data, everywhere: ctx.workspace.model.duplicates.hint !== 'nothing' } }
    },
  }),
]

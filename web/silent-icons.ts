import type { Plugin } from 'vite'

const spoken = /role: "img",\s*"aria-label": icon\.name\s*\}/

/**
 * The icons of antd say the English names of their files to screen readers, ours and those in its own controls. Each
 * stands beside words or in a button with a name of its own, so all are silent; only one that is pressed is left.
 */
export const silentIcons = (): Plugin => ({
  name: 'silent-icons',
  transform: {
    filter: { id: /@ant-design\/icons\/es\/components\/AntdIcon(Light)?\.js/ },
    handler(code) {
      if (!spoken.test(code)) this.error('the icons of antd are written in another way: see web/silent-icons.ts')
      return {
        code: code.replace(
          spoken,
          '...(onClick || restProps["aria-label"] ? { role: "img" } : { "aria-hidden": true }) }',
        ),
        map: null,
      }
    },
  },
})

import type { ThemeConfig } from 'antd'
import type { Density } from './appearance.ts'
import type { Tokens } from './tokens.ts'

/** Height of a control in px, by density; a finger needs 44. */
export const controlHeight: Record<Density | 'touch', number> = { compact: 28, standard: 32, loose: 36, touch: 44 }

/**
 * antd's own colours fail WCAG AA (white on its primary is 4.1, its placeholder 1.8), so all that carry text are given
 * here. Its algorithms derive from seeds and would muddy the grounds in the dark: the grounds are given too.
 */
export const antdTheme = (t: Tokens, density: Density | 'touch', motion: boolean): ThemeConfig => ({
  cssVar: { key: 'zhike' },
  hashed: false,
  token: {
    motion,
    fontFamily: 'var(--font)',
    fontSize: 14,
    borderRadius: 6,
    borderRadiusLG: 8,
    borderRadiusSM: 4,
    controlHeight: controlHeight[density],
    controlHeightSM: density === 'touch' ? controlHeight.touch : controlHeight[density] - 6,
    wireframe: false,
    colorPrimary: t.primary,
    colorPrimaryHover: t.primaryHover,
    colorPrimaryActive: t.primaryHover,
    colorPrimaryBg: t.selected,
    colorPrimaryBgHover: t.selected,
    colorPrimaryBorder: t.border,
    colorPrimaryText: t.link,
    colorLink: t.link,
    colorLinkHover: t.link,
    colorLinkActive: t.link,
    colorBgLayout: t.layout,
    colorBgContainer: t.container,
    colorBgElevated: t.elevated,
    colorBgContainerDisabled: t.neutralGround,
    colorText: t.text,
    colorTextSecondary: t.text2,
    colorTextTertiary: t.text3,
    colorTextQuaternary: t.text3,
    colorTextDescription: t.text3,
    colorTextDisabled: t.text3,
    colorBorderDisabled: t.line,
    colorTextPlaceholder: t.placeholder,
    colorIcon: t.text3,
    colorBorder: t.border,
    colorBorderSecondary: t.line,
    colorSplit: t.line,
    colorFillAlter: t.layout,
    colorFillSecondary: t.neutralGround,
    colorFillTertiary: t.neutralGround,
    colorFillQuaternary: t.hover,
    controlItemBgHover: t.hover,
    controlItemBgActive: t.selected,
    controlItemBgActiveHover: t.selected,
    colorSuccess: t.success,
    colorSuccessText: t.success,
    colorSuccessBg: t.successGround,
    colorWarning: t.warning,
    colorWarningText: t.warning,
    colorWarningBg: t.warningGround,
    colorError: t.error,
    colorErrorText: t.error,
    colorErrorBg: t.errorGround,
    colorInfo: t.info,
    colorInfoText: t.info,
    colorInfoBg: t.infoGround,
    boxShadow: `0 6px 24px ${t.shadow}`,
    boxShadowSecondary: `0 6px 24px ${t.shadow}`,
  },
  components: {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      fontWeight: 400,
      // The derived dark primary would be too dim under white text.
      colorPrimaryHover: t.primaryHover,
      // And too dim to be words itself: what is pointed at turns the colour of links.
      defaultHoverColor: t.link,
      defaultHoverBorderColor: t.link,
      defaultActiveColor: t.link,
      defaultActiveBorderColor: t.link,
      // The error of the dark is light: white on it could not be read, and its derived hover is dim.
      dangerColor: t.container,
      colorErrorHover: t.error,
      colorErrorActive: t.error,
    },
    Select: { optionSelectedBg: t.selected, optionSelectedColor: t.text, optionActiveBg: t.hover },
  },
})

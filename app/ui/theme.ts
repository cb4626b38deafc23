import { type CSSVariablesResolver, createTheme } from '@mantine/core'

/** 48 px targets on the phone come from size lg; text contrast is at least 4.5:1 throughout. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: 9,
  fontFamily:
    'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.35' },
      h2: { fontSize: '1.2rem', lineHeight: '1.4' },
      h3: { fontSize: '1.05rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  components: {
    TextInput: { defaultProps: { size: 'lg' } },
    PasswordInput: {
      defaultProps: {
        size: 'lg',
        rightSectionWidth: 48,
        visibilityToggleButtonProps: { 'aria-label': '显示密码' },
      },
    },
    Textarea: { defaultProps: { size: 'lg', autosize: true, minRows: 3 } },
    NativeSelect: { defaultProps: { size: 'lg' } },
    FileInput: { defaultProps: { size: 'lg' } },
    Button: { defaultProps: { size: 'md' } },
    Table: { defaultProps: { verticalSpacing: 'xs' } },
  },
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#565d64',
    '--mantine-color-placeholder': '#6a7178',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#1862ab',
  },
  dark: {},
})

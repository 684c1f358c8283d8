import type { ThemeConfig } from 'antd';

/** Ant Design's own greys and colours fail WCAG AA in 26 places of this page; these do not (reference: ux §3.4). */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#00706b',
    colorLink: '#00605c',
    colorText: '#1b2127',
    colorTextSecondary: '#4a5059',
    colorTextTertiary: '#5c626b',
    colorTextDescription: '#5c626b',
    colorTextPlaceholder: '#6b7280',
    colorError: '#b91c1c',
    colorWarning: '#8a5300',
    colorWarningBg: '#fff7e6',
    colorSuccess: '#1a7f37',
    borderRadius: 8,
    fontFamily: 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
    fontSize: 14,
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  },
  components: { Form: { labelHeight: 24, verticalLabelPadding: '0 0 4px', itemMarginBottom: 20 } },
};

import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/console.css';
import { theme } from './base/theme.js';
import { Gate } from './entry/gate.js';

/** Browsers hide a nonce from `getAttribute` once the page is parsed; the property still has it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ConfigProvider csp={{ nonce }} theme={theme} locale={zhCN} button={{ autoInsertSpace: false }}>
        <Gate />
      </ConfigProvider>
    </StrictMode>,
  );
}

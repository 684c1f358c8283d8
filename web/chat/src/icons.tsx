/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from 'preact';

const Icon = ({ children }: { children: ComponentChildren }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {children}
  </svg>
);

export const BoltIcon = () => (
  <Icon>
    <path d="M13 2 4.5 13.5H11L9.5 22 19 9.8h-6.6z" />
  </Icon>
);
export const PictureIcon = () => (
  <Icon>
    <path d="M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm0 2v9.6l4-4 3.5 3.5 2.5-2.5 4 4V6zm10.5 1.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4z" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M3 20.5v-6.6L14 12 3 10.1V3.5L22 12z" />
  </Icon>
);
export const WarnIcon = () => (
  <Icon>
    <path d="M12 3 1.8 20.5h20.4zm-1 7h2v5h-2zm0 6.3h2v2h-2z" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="m12 16.5-7-7L6.4 8l5.6 5.6L17.6 8 19 9.5z" />
  </Icon>
);

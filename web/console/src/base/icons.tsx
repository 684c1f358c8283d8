const PATHS = {
  bolt: 'M13 2 4.5 13.5H11L9.5 22 19 9.8h-6.6z',
  chat: 'M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm3 5v2h10V9zm0 4v2h7v-2z',
  keyboard:
    'M3 6h18a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zm2 3v2h2V9zm4 0v2h2V9zm4 0v2h2V9zm4 0v2h2V9zM7 14v2h10v-2z',
  leave:
    'M10 3h9a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1h-9v-2h8V5h-8zm1 5 1.4 1.4L10.8 11H17v2h-6.2l1.6 1.6L11 16l-4-4z',
  warn: 'M12 3 1.8 20.5h20.4zm-1 7h2v5h-2zm0 6.3h2v2h-2z',
  block:
    'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-3.5 5L7 8.5l3.5 3.5L7 15.5 8.5 17l3.5-3.5 3.5 3.5 1.5-1.5-3.5-3.5L17 8.5 15.5 7 12 10.5z',
  person: 'M12 3a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zm0 11c4.6 0 8 2.3 8 5v2H4v-2c0-2.7 3.4-5 8-5z',
  clock: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-1 5v6l4.6 2.7 1-1.7-3.6-2.1V7z',
  robot:
    'M11 2h2v3h5a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h5zM8.5 10a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zm7 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM8 15v2h8v-2z',
  queue: 'M4 5h16v3H4zm0 5.5h16v3H4zM4 16h10v3H4z',
  flame:
    'M12 2c1 4 5.5 6 5.5 11.500a5.500 5.500 0 0 1-11 0C6.500 11 8 9.500 8.500 7.500 10 8.500 10.500 9.500 10.500 10.500 12 8.500 12.500 5.500 12 2z',
  down: 'm12 16.5-7-7L6.4 8l5.600 5.600L17.600 8 19 9.500z',
  up: 'm12 7.500 7 7-1.400 1.500L12 10.400 6.400 16 5 14.500z',
  back: 'm15.500 5-7 7 7 7 1.500-1.400L11.400 12 17 6.400z',
  close:
    'M6.400 5 12 10.600 17.600 5 19 6.400 13.400 12 19 17.600 17.600 19 12 13.400 6.400 19 5 17.600 10.600 12 5 6.400z',
  info: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-1 5v2.500h2V7zm0 4v6.500h2V11z',
  send: 'M3 20.500v-6.600L14 12 3 10.100V3.500L22 12z',
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside a word that says the same; screen readers hear the word only. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

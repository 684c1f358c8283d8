/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import { PictureIcon } from './icons.js';
import { shrinkImage } from './shrink-image.js';
import { words } from './words.js';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
const MOST_BYTES = 10 * 1024 * 1024;

interface Props {
  readonly onImage: (image: Blob) => void;
  readonly onFault: (fault: string) => void;
}

export function ImageButton({ onImage, onFault }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File): Promise<void> => {
    if (!TYPES.includes(file.type)) return onFault(words.imageWrongType);
    const image = await shrinkImage(file);
    if (image.size > MOST_BYTES) return onFault(words.imageTooLarge);
    onImage(image);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={TYPES.join(',')}
        aria-label={words.image}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void take(file);
        }}
      />
      <button type="button" class="tool" aria-label={words.image} onClick={() => input.current?.click()}>
        <PictureIcon />
      </button>
    </>
  );
}

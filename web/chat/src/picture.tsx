/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { words } from './words.js';

/** @param id what the picture is of; `load` is called again only when it changes */
export function Picture({ id, load }: { id: string; load: () => Promise<string> }) {
  const [address, setAddress] = useState<string | null | undefined>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: load is a new function at each draw
  useEffect(() => {
    let current = true;
    load().then(
      (url) => current && setAddress(url),
      () => current && setAddress(null),
    );
    return () => {
      current = false;
    };
  }, [id]);
  if (address === undefined) return <span class="picture-wait">{words.imageLoading}</span>;
  if (address === null) return <span class="picture-wait">{words.imageBroken}</span>;
  return (
    <a class="picture" href={address} target="_blank" rel="noopener noreferrer">
      <img src={address} alt={words.imageAlt} onError={() => setAddress(null)} />
    </a>
  );
}

import type { Understanding } from '../base/api-types.js';
import { Icon } from '../base/icons.js';
import {
  categoryName,
  confidenceName,
  emotionName,
  entityName,
  flagName,
  intentName,
} from '../base/labels.js';

/** What the machine made of a customer's words, small: agents glance at it when something looks odd. */
export function UnderstandingLine({ understanding }: { understanding: Understanding }) {
  const { intent, confidence, category, category2, emotion, flags, entities } = understanding;
  const parts = [
    `${intentName(intent)}（${confidenceName(confidence)}）`,
    ...[category, category2].filter((code) => code !== null).map(categoryName),
    ...(emotion === 'calm' ? [] : [emotionName(emotion)]),
    ...entities.map(({ type, text }) => `${entityName(type)} ${text}`),
  ];
  return (
    <p className="understanding">
      {flags.map((flag) => (
        <span key={flag} className="flag">
          <Icon name="warn" />
          {flagName(flag)}
        </span>
      ))}
      <span>{parts.join(' · ')}</span>
    </p>
  );
}

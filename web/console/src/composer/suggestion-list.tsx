import type { Suggestion } from '../base/api-types.js';
import { words } from '../base/words.js';

interface Props {
  readonly suggestions: readonly Suggestion[];
  readonly onTake: (suggestion: Suggestion) => void;
}

/** The lines that fit now, above the field; a click or Alt+1..3 puts one into it. */
export function SuggestionList({ suggestions, onTake }: Props) {
  if (suggestions.length === 0) return null;
  return (
    <ol className="suggestions" aria-label={words.suggestions}>
      {suggestions.map((suggestion, index) => (
        <li key={suggestion.id}>
          <button
            type="button"
            className="suggestion"
            aria-keyshortcuts={`Alt+${index + 1}`}
            title={suggestion.text}
            onClick={() => onTake(suggestion)}
          >
            <kbd>Alt+{index + 1}</kbd>
            <span className="suggestion-words">
              <span className="suggestion-text">{suggestion.text}</span>
              <span className="suggestion-why">
                <b>{suggestion.title}</b>
                {suggestion.why}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

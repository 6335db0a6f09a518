const RADIUS = 16;
const ROUND = 2 * Math.PI * RADIUS;

/** The remaining share of the time, as a part of a circle. The text beside it has the time. */
export function Ring({ share }: { share: number }) {
  return (
    <svg className="ring" viewBox="0 0 40 40" aria-hidden="true">
      <circle className="ring-ground" cx="20" cy="20" r={RADIUS} fill="none" strokeWidth="6" />
      <circle
        className="ring-left"
        cx="20"
        cy="20"
        r={RADIUS}
        fill="none"
        strokeWidth="6"
        strokeDasharray={`${(ROUND * share).toFixed(1)} ${ROUND.toFixed(1)}`}
        transform="rotate(-90 20 20)"
      />
    </svg>
  );
}

/** A bar of a share between 0 and 1, with a mark at the target. A text beside it has the values. */
export function Bar({ share, mark, plain = false }: { share: number; mark?: number; plain?: boolean }) {
  const width = (part: number) => Math.min(100, Math.max(0, part * 100));
  return (
    <svg className="span" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {!plain && <rect className="span-ground" width="100" height="10" />}
      <rect className={plain ? "span-bar span-plain" : "span-bar"} width={width(share)} height="10" />
      {mark !== undefined && (
        <rect className="span-mark" x={Math.min(99.2, width(mark))} width="0.8" height="10" />
      )}
    </svg>
  );
}

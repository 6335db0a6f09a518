/** Chooses a file: a button that is the browser's own file field, or a drop anywhere on the page. */
import { type DragEvent, type ReactNode, useState } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products-csv";
import { toast } from "../../shell/toast";

export function FilePicker(props: {
  children: ReactNode;
  primary?: boolean;
  onChoose: (file: File) => void;
}) {
  const { children, primary = false, onChoose } = props;
  return (
    <label className={primary ? "button button-primary import-pick" : "button import-pick"}>
      <input
        className="out-of-sight"
        type="file"
        accept=".csv,text/csv"
        onChange={({ currentTarget: input }) => {
          const file = input.files?.[0];
          // Choosing a corrected file with an equal name must trigger a change again.
          input.value = "";
          if (file) onChoose(file);
        }}
      />
      <Icon name="plus" />
      {children}
    </label>
  );
}

/** The area on which a file may be dropped. */
export function DropArea({
  children,
  onDrop,
}: {
  children: ReactNode;
  onDrop: ((file: File) => void) | null;
}) {
  const [over, setOver] = useState(false);
  const take = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file, ...more] = event.dataTransfer.files;
    if (more.length > 0) toast({ kind: "alert", text: w.choose.oneFile });
    else if (file) onDrop?.(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same for the keyboard.
    <div
      className={over && onDrop ? "import-area import-over" : "import-area"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={({ currentTarget: area, relatedTarget: to }) =>
        setOver(to instanceof Node && area.contains(to))
      }
      onDrop={take}
    >
      {children}
    </div>
  );
}

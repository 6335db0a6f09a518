/** The product's image: chosen, made smaller here, previewed before it is saved, and described for people who cannot see it. */
import { useId, useRef, useState } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products";
import { useFileAddress, useImageAddress } from "../picture";
import { TextField } from "./fields";
import { resize } from "./resize";
import type { ProductForm } from "./use-product-form";

export function ImagePart({ form }: { form: ProductForm }) {
  const id = useId();
  const [state, setState] = useState<"ready" | "making" | "unreadable">("ready");
  const chosenLast = useRef(0);
  const chosen = useFileAddress(form.image?.file);
  const kept = useImageAddress(form.base ?? { active: true });
  const { imageRemoved } = form.draft;
  const had = form.base?.image !== undefined;
  const address = form.image ? chosen : imageRemoved ? undefined : kept;
  const has = form.image !== null || (had && !imageRemoved);

  const choose = async (file: File | undefined) => {
    if (!file) return;
    chosenLast.current += 1;
    const turn = chosenLast.current;
    setState("making");
    const made = await resize(file);
    // Another file was chosen while this one was read.
    if (turn !== chosenLast.current) return;
    setState(made === null ? "unreadable" : "ready");
    if (made === null) return;
    form.setImage(made);
    // The description belonged to the former image.
    form.set({ imageRemoved: false, ...(form.image === null && { alt: "" }) });
  };
  const remove = () => {
    setState("ready");
    if (form.image) {
      form.setImage(null);
      form.set({ alt: form.base?.image?.alt ?? "" });
    } else form.set({ imageRemoved: true });
  };
  return (
    <section className="form-part" aria-labelledby={id}>
      <h3 id={id}>{w.form.image}</h3>
      <div className="image-choice">
        <span className="image-preview">
          {address === undefined ? (
            <span className="quiet small">
              <Icon name="image" />
              {w.form.noImage}
            </span>
          ) : (
            <img src={address} alt={form.draft.alt} />
          )}
        </span>
        <div className="image-do">
          <label className="button file">
            <Icon name="image" />
            {has ? w.form.chooseOther : w.form.choose}
            <input
              type="file"
              accept="image/*"
              aria-describedby={`${id}-hint`}
              onChange={(event) => {
                void choose(event.currentTarget.files?.[0]);
                // Choosing an equal file must trigger a change again.
                event.currentTarget.value = "";
              }}
            />
          </label>
          {imageRemoved ? (
            <button className="button" type="button" onClick={() => form.set({ imageRemoved: false })}>
              <Icon name="undo" />
              {w.form.keepImage}
            </button>
          ) : (
            has && (
              <button className="button button-quiet" type="button" onClick={remove}>
                <Icon name="cross" />
                {w.form.removeImage}
              </button>
            )
          )}
          <p className="hint" id={`${id}-hint`}>
            {w.form.chooseHint}
          </p>
          <p className="small" role="status">
            {state === "making" && w.form.making}
            {state === "ready" && form.image && sizeText(form.image)}
            {state === "ready" && imageRemoved && w.form.imageRemoved}
          </p>
          {(state === "unreadable" || form.at("/image")) && (
            <p className="problem" role="alert">
              <Icon name="warning" size={16} />
              <span>{state === "unreadable" ? w.form.notAnImage : form.at("/image")}</span>
            </p>
          )}
        </div>
      </div>
      {has && (
        <TextField
          form={form}
          name="alt"
          pointer="/image/alt"
          label={w.form.alt}
          hint={w.form.altHint}
          maxLength={255}
        />
      )}
    </section>
  );
}

const sizeText = ({ width, height, file }: { width: number; height: number; file: Blob }): string =>
  w.form.size(width, height, String(Math.ceil(file.size / 1_000)));

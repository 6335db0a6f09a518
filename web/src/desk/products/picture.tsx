/**
 * A product's image. The image of an inactive product is for staff only, and an `img` element cannot send a token: it is
 * read as a file, and shown from there.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Icon } from "~/ui/icon";
import { useDesk } from "../desk-context";
import type { Product } from "./types";

/** A file as an address for an `img` element. */
export function useFileAddress(file: Blob | null | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    setAddress(undefined);
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => setAddress(typeof reader.result === "string" ? reader.result : undefined);
    reader.readAsDataURL(file);
    return () => reader.abort();
  }, [file]);
  return address;
}

/** The address of the image. */
export function useImageAddress({ image, active }: Pick<Product, "image" | "active">): string | undefined {
  const { session } = useDesk();
  const url = image?.url;
  const { data } = useQuery({
    queryKey: ["product-image", url],
    queryFn: async () =>
      (await session.client.send("get", url ?? "", { headers: { accept: "image/*" } })).blob(),
    enabled: url !== undefined && !active,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const read = useFileAddress(data);
  return active ? url : read;
}

/** A small image beside the name, without a text of its own. */
export function Thumbnail({ product }: { product: Product }) {
  const address = useImageAddress(product);
  const [broken, setBroken] = useState<string>();
  return (
    <span className="p-image">
      {address !== undefined && address !== broken ? (
        <img loading="lazy" src={address} alt="" width="40" height="40" onError={() => setBroken(address)} />
      ) : (
        <Icon name="image" />
      )}
    </span>
  );
}

/** The content of the drawer. It is loaded with the first order that is opened. */
import { w } from "~/words/drawer";
import { parts } from "../../open-orders/facts";
import { useOrder, useRow } from "../../open-orders/queries";
import { rowOf } from "../../open-orders/row-of";
import type { InternalOrder, OrderRow } from "../../open-orders/types";
import { Customer } from "./customer";
import { Head } from "./head";
import { Items } from "./items";
import { Messages } from "./messages/section";
import { Next } from "./next";
import { Notes } from "./notes";
import { OtherActions } from "./other-actions";
import { Payment } from "./payment";
import { Related } from "./related";
import { Failed, Ghost } from "./states";
import { Timeline } from "./timeline";

export interface ContentProps {
  id: string;
  titleId: string;
  place: number;
  count: number;
  walk: (by: number) => void;
  onClose: () => void;
  page: boolean;
}

export default function Content({ id, titleId, place, count, walk, onClose, page }: ContentProps) {
  const { data, error, refetch } = useOrder(id);
  const row = useRow(id) ?? (data && rowOf(data.order));
  return (
    <>
      <Head
        id={id}
        titleId={titleId}
        row={row}
        order={data?.order}
        place={place}
        count={count}
        walk={walk}
        onClose={onClose}
        page={page}
      />
      {data && row ? (
        <Body key={id} row={row} read={data} />
      ) : error ? (
        <Failed number={parts(id).tail} error={error} again={() => void refetch()} onClose={onClose} />
      ) : (
        <Ghost key={id} label={w.state.loading(parts(id).tail)} />
      )}
    </>
  );
}

function Body({ row, read }: { row: OrderRow; read: InternalOrder }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard.
    <section className="drawer-body" tabIndex={0} aria-label={w.head.label(parts(row.orderNumber).tail)}>
      <Next row={row} order={read.order} />
      <Items row={row} order={read.order} />
      <Payment row={row} read={read} />
      <Customer order={read.order} />
      <Notes row={row} read={read} />
      <Related order={read.order} />
      <Timeline read={read} />
      <Messages id={row.id} version={row.version} />
      <OtherActions row={row} order={read.order} />
    </section>
  );
}

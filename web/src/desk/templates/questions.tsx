/** The dialogs before a template is ordered now, and before it is deleted. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useSaving } from "~/form/use-saving";
import { money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/templates";
import { useDesk } from "../desk-context";
import { Buttons, Refused } from "../form/refused";
import { toast } from "../shell/toast";
import { nameOf } from "./name";
import { type Template, useForgetTemplate } from "./queries";

export interface Asked {
  what: "order" | "delete";
  template: Template;
}

interface Props {
  asked: Asked;
  onClose: () => void;
}

export function Questions({ asked, onClose }: Props) {
  switch (asked.what) {
    case "order":
      return <OrderNow template={asked.template} onClose={onClose} />;
    case "delete":
      return <Delete template={asked.template} onClose={onClose} />;
  }
}

interface QuestionProps {
  template: Template;
  onClose: () => void;
}

function OrderNow({ template, onClose }: QuestionProps) {
  const { session, currency } = useDesk();
  const navigate = useNavigate();
  const saving = useSaving();
  const quote = useQuote(template);
  const name = nameOf(template);
  const submit = async () => {
    const { id } = template;
    const placed = await saving.save(() =>
      session.client.ask("post", "/api/order-templates/{id}/orders", {
        path: { id },
        idempotencyKey: saving.keyFor({ id }),
      }),
    );
    if (placed === null) return;
    const { id: orderId, orderNumber } = placed.order;
    toast({
      kind: "status",
      text: w.orderNow.placed(orderNumber),
      action: {
        label: w.orderNow.show,
        run: () => void navigate({ to: "/desk/orders/$id", params: { id: orderId } }),
      },
    });
    onClose();
  };
  return (
    <Dialog
      title={w.orderNow.title(name)}
      kind="question"
      busy={saving.busy}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{w.orderNow.text(template.customer.name)}</p>
      {quote && (
        <dl className="sums">
          {quote.items.map((item) => (
            <div className="sums-row" key={item.productId}>
              <dt>{w.orderNow.line(item.quantity, item.name)}</dt>
              <dd>{money(item.totalPrice, currency)}</dd>
            </div>
          ))}
          <div className="sums-row total">
            <dt>{w.orderNow.total}</dt>
            <dd>{money(quote.grandTotal, currency)}</dd>
          </div>
        </dl>
      )}
      {quote?.stockIssues.map((issue) => (
        <p className="problem" key={issue.productId}>
          {issue.detail}
        </p>
      ))}
      <Refused problem={saving.problem} />
      <Buttons busy={saving.busy} onClose={onClose}>
        {w.orderNow.do}
      </Buttons>
    </Dialog>
  );
}

/** The present price; nothing where it is unknown, because the order itself will report the reason. */
function useQuote({ sellerId, items, fulfilment, vouchers, customer, version, id }: Template) {
  const { session } = useDesk();
  const { data } = useQuery({
    queryKey: ["template-quote", id, version],
    queryFn: async () => {
      const { method, zoneId } = fulfilment;
      const body = {
        sellerId,
        items,
        vouchers,
        phone: customer.phone,
        fulfilment: { method, ...(zoneId !== undefined && { zoneId }) },
      };
      return (await session.client.ask("post", "/api/orders/quote", { body })).quote;
    },
    staleTime: 0,
    retry: false,
  });
  return data;
}

function Delete({ template, onClose }: QuestionProps) {
  const { session } = useDesk();
  const navigate = useNavigate();
  const forget = useForgetTemplate();
  const saving = useSaving();
  const name = nameOf(template);
  const submit = async () => {
    const { id } = template;
    // Without a version: an order that the schedule has placed meanwhile must not prevent the deletion.
    const done = await saving.save(async () => {
      await session.client.ask("delete", "/api/order-templates/{id}", { path: { id } });
      return true;
    });
    if (done === null) return;
    toast({ kind: "status", text: w.remove.done(name) });
    onClose();
    await navigate({ to: "/desk/templates", ignoreBlocker: true });
    forget(id);
  };
  return (
    <Dialog
      title={w.remove.title(name)}
      kind="question"
      busy={saving.busy}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{w.remove.text}</p>
      <Refused problem={saving.problem} />
      <Buttons destroys busy={saving.busy} onClose={onClose}>
        {w.remove.do}
      </Buttons>
    </Dialog>
  );
}

/** The dialog of each action. */
import "./questions.css";
import type { ReactElement } from "react";
import type { OrderRow } from "../../open-orders/types";
import type { OrderAction } from "../types";
import { AcceptQuestion } from "./accept";
import { BatchQuestion } from "./batch";
import { DelayQuestion } from "./delay";
import { EditQuestion } from "./edit";
import { FinalQuestion } from "./final";
import { MergeQuestion } from "./merge";
import { NoteQuestion } from "./note";
import { OverrideQuestion } from "./override";
import { PaymentQuestion } from "./payment";
import { RefundQuestion } from "./refund";
import { SplitQuestion } from "./split";
import { StopQuestion } from "./stop";

export interface QuestionProps {
  /** The order at the time when the dialog was opened. */
  row: OrderRow;
  action: OrderAction;
  onClose: () => void;
}

export default function Questions(props: QuestionProps): ReactElement {
  switch (props.action.kindOf) {
    case "accept":
      return <AcceptQuestion {...props} />;
    case "reject":
    case "cancel":
      return <StopQuestion {...props} />;
    case "move":
      return <FinalQuestion {...props} />;
    case "update":
      return <EditQuestion {...props} />;
    case "payment":
      return <PaymentQuestion {...props} />;
    case "refund":
      return <RefundQuestion {...props} />;
    case "split":
      return <SplitQuestion {...props} />;
    case "merge":
      return <MergeQuestion {...props} />;
    case "override":
      return <OverrideQuestion {...props} />;
    case "delay":
      return <DelayQuestion {...props} />;
    case "note":
      return <NoteQuestion {...props} />;
    case "batch":
      return <BatchQuestion ids={[props.row.id]} onClose={props.onClose} />;
  }
}

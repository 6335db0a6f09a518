use docket_app::{
    Failure, SharedApp,
    messages::{self, NOTICE_TAG, ReturnedMail},
};
use docket_domain::UndeliverableReason;
use serde::Deserialize;
use serde_json::Value;

/// Report of SES about an e-mail, as the default event bus delivers it, reduced to the members that
/// Docket reads (SES Developer Guide, "Examples of event data").
#[derive(Debug, Deserialize)]
pub struct Report {
    detail: Detail,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    mail: Mail,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
}

#[derive(Debug, Deserialize)]
struct Mail {
    /// Tags of the e-mail, each with a list of values.
    #[serde(default)]
    tags: Value,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    bounced_recipients: Vec<Recipient>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    complained_recipients: Vec<Recipient>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: String,
}

/// Records e-mail addresses that bounce permanently and addressees who complained, so that they
/// receive no more notices. Temporary bounces, such as a full mailbox, are not recorded.
pub async fn record_returned_mail(app: SharedApp, report: Report) -> Result<(), Failure> {
    match report.returned() {
        Some(mail) => messages::record_returned(&app, &mail).await,
        None => Ok(()),
    }
}

impl Report {
    fn returned(self) -> Option<ReturnedMail> {
        let Detail { mail, bounce, complaint } = self.detail;
        let (reason, recipients) = match (bounce, complaint) {
            (_, Some(complaint)) => {
                (UndeliverableReason::Complained, complaint.complained_recipients)
            }
            (Some(bounce), None) if bounce.bounce_type == "Permanent" => {
                (UndeliverableReason::Bounced, bounce.bounced_recipients)
            }
            (Some(_) | None, None) => return None,
        };
        let notice = mail.tags[NOTICE_TAG][0].as_str().map(str::to_owned);
        let addresses = recipients.into_iter().map(|it| it.email_address).collect();
        Some(ReturnedMail { reason, addresses, notice })
    }
}

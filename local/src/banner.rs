//! The message that the program prints when it is ready.

use std::path::Path;

use docket_local::{MEMBERS, SELLERS};

/// Prints the URLs of the pages, the people who can sign in, and one request to try.
pub fn print(url: &str, data: Option<&Path>, demo: bool) {
    println!("Docket is running at {url}");
    println!("  try the API      {url}/docs");
    println!("  messages sent    {url}/_local/messages (and here)");
    match data {
        Some(folder) => println!("  data             {}", folder.display()),
        None => println!("  data             in memory, gone at the end"),
    }
    println!("  admin            +12025550100");
    if !demo {
        return;
    }
    for (phone, name, role, seller) in MEMBERS {
        println!("  {role:<17}{phone} ({name}, {seller})");
    }
    for (id, name, lifecycle) in SELLERS {
        println!("  {lifecycle:<17}{id} ({name})");
    }
    println!(
        "Sign in: POST /api/auth/codes, then /api/auth/tokens with its challenge and the code. Or order as a guest:"
    );
    println!(
        "  curl {url}/api/orders -H 'content-type: application/json' -d '{{\"sellerId\": \"green-valley\", \
         \"items\": [{{\"productId\": \"gv-honey\", \"quantity\": 2}}], \
         \"customer\": {{\"name\": \"Ada\", \"phone\": \"+12025550142\"}}, \
         \"fulfilment\": {{\"method\": \"pickup\"}}}}'"
    );
}

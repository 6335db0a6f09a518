// Reads the client secret and the return URL from the fragment, which no server sees, and posts them with a form.
const form = document.querySelector("form[data-open]");
const given = new URLSearchParams(location.hash.slice(1));
const secret = given.get("client_secret");
if (form && secret) {
  form.elements.client_secret.value = secret;
  form.elements.back.value = given.get("back") ?? "";
  history.replaceState(null, "", location.pathname);
  form.submit();
}

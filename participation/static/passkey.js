// Passkeys: the device makes or signs, and its answer goes back in the form that asked for it.
(function () {
  const form = document.querySelector("[data-passkey]");
  if (!form || !window.PublicKeyCredential || !navigator.credentials) return;
  const options = JSON.parse(form.dataset.passkey);
  const told = document.querySelector("[data-passkey-failed]");
  const without = document.querySelector("[data-passkey-without]");
  function bytes(text) {
    const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(binary, function (sign) {
      return sign.charCodeAt(0);
    });
  }
  function text(buffer) {
    const binary = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function described(keys) {
    return (keys || []).map(function (key) {
      return Object.assign({}, key, { id: bytes(key.id) });
    });
  }
  function answer() {
    const asked = Object.assign({}, options, { challenge: bytes(options.challenge) });
    if (!options.user) {
      asked.allowCredentials = described(options.allowCredentials);
      return navigator.credentials.get({ publicKey: asked });
    }
    asked.user = Object.assign({}, options.user, { id: bytes(options.user.id) });
    asked.excludeCredentials = described(options.excludeCredentials);
    return navigator.credentials.create({ publicKey: asked });
  }
  function written(credential) {
    const response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    });
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: response });
  }
  form.hidden = false;
  if (without) without.hidden = true;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    told.hidden = true;
    answer().then(
      function (credential) {
        form.elements.credential.value = written(credential);
        form.submit();
      },
      function () {
        told.hidden = false;
      },
    );
  });
})();

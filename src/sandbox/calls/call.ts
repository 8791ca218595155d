/** A call as the carrier hands it over. */
export interface PlacedCall {
  /** The dialled number as carriers send it: 0350000001, +81350000001 or 81350000001. */
  number: string;
  /** The caller's number; one of its own where none is named. */
  from?: string;
  /** The number whose line forwarded the call (Diversion). */
  forwardedFrom?: string;
}

/** What became of a call. */
export interface CallResult {
  number: string;
  from: string;
  /** The edge that it was placed on; a node where there are no edges. */
  node: string;
  /**
   * `operator`: one answered. `fax`: a machine answered and wants to go on as a fax. `announcement`: something was spoken, and the call was
   * never answered. `refused`: nothing but a status. `answered`: answered by neither. `no-answer`: it never came to an end.
   */
  outcome: 'operator' | 'fax' | 'announcement' | 'refused' | 'answered' | 'no-answer';
  /** The final SIP status; 0 where there was none. */
  status: number;
  /** What the phone of the operator who answered showed. */
  phone?: PhoneDisplay;
}

/** What an operator's phone showed of a call, and what came with it. */
export interface PhoneDisplay {
  operator: string;
  /** The caller's name: mode and company. */
  display: string;
  /** The caller's number. */
  caller: string;
  /** X-Denwaban-…, by name. */
  headers: Record<string, string>;
  /** The operator card's address, from Call-Info. */
  card?: string;
}
